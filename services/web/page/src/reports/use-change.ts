import { useNavigate } from '@tanstack/react-router';

/** Changes what stands in the address of this page, and stays where it is scrolled to. */
export function useChange<Search extends object>(): (change: Partial<Search>) => void {
  const navigate = useNavigate();
  return (change) =>
    void navigate({
      to: '.',
      search: ((before: object) => ({ ...before, ...change })) as never,
      replace: true,
      resetScroll: false,
    });
}
