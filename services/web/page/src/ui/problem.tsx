/** What is wrong with all of a form, read aloud when it comes. */
export function Problem({ children }: { children: string | undefined }) {
  return (
    <p role="alert" className="text-danger empty:hidden">
      {children}
    </p>
  );
}
