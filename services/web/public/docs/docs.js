const dark = matchMedia('(prefers-color-scheme: dark)');
const nothing = () => null;

function followTheme() {
  document.documentElement.classList.toggle('dark-mode', dark.matches);
}

followTheme();
dark.addEventListener('change', followTheme);

window.SwaggerUIBundle({
  dom_id: '#docs',
  urls: await (await fetch('/docs/openapi/index.json')).json(),
  presets: [window.SwaggerUIBundle.presets.apis, window.SwaggerUIStandalonePreset],
  plugins: [() => ({ components: { Logo: nothing, DarkModeToggle: nothing } })],
  layout: 'StandaloneLayout',
  deepLinking: true,
  filter: true,
  validatorUrl: null,
});
