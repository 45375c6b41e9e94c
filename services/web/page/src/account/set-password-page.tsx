import { useLocation } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { AskForLink } from './ask-for-link.tsx';
import { SetPassword } from './set-password.tsx';

/** With the token of a link, `/app/set-password#<token>`, a password is set; without one, a link can be asked for. */
export function SetPasswordPage() {
  const { hash } = useLocation();
  const [token, setToken] = useState(hash);
  useEffect(() => {
    if (hash === '') return;
    setToken(hash);
    // Whoever has the token can set the password: it stays neither in the address bar nor in the history.
    history.replaceState(history.state, '', location.pathname);
  }, [hash]);
  return token === '' ? <AskForLink /> : <SetPassword key={token} token={token} onAskAgain={() => setToken('')} />;
}
