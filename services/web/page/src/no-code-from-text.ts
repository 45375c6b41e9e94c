import { z } from 'zod';

// The page's security policy lets no code be made from text, and Zod would try. Whoever imports this first is safe.
z.config({ jitless: true });
