import { Presentation } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, type ButtonLook, buttonClass } from '../ui/button.tsx';

/** Opens the projector in a window of its own; where the browser lets no window open, the button becomes a link. */
export function ProjectorButton({ sessionId, look = 'main', large }: ProjectorButtonProps) {
  const { t } = useTranslation('wall');
  const [isBlocked, setIsBlocked] = useState(false);
  const address = `/app/sessions/${sessionId}/wall`;
  const open = () => {
    // The same window again, when it is open already.
    const opened = window.open(address, `rollcall-wall-${sessionId}`, 'popup,width=1280,height=800');
    if (opened) opened.focus();
    else setIsBlocked(true);
  };
  if (isBlocked)
    return (
      <a
        href={address}
        target="_blank"
        rel="noopener opener"
        className={buttonClass({ look, ...(large && { large }) })}
      >
        <Presentation aria-hidden size={18} />
        {t('openAsLink')}
      </a>
    );
  return (
    <Button look={look} icon={Presentation} large={large ?? false} onClick={open}>
      {t('open')}
    </Button>
  );
}

interface ProjectorButtonProps {
  sessionId: string;
  look?: ButtonLook;
  large?: boolean;
}
