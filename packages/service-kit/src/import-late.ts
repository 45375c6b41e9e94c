/**
 * A package that is loaded when it is needed, by the `import()` that is handed over. In a bundle a CommonJS package has its names
 * under `default` alone, everywhere else on the module as well.
 */
export async function importLate<Module extends object>(load: () => Promise<Module>): Promise<Module> {
  const module: Module & { default?: Module } = await load();
  return module.default && Object.keys(module).length === 1 ? module.default : module;
}
