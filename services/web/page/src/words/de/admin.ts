import type { Words } from '../catalogue.ts';

export default {
  title: '',
} satisfies Words<'admin'>;
