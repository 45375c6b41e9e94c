export const FLOOR_SUBJECT = 'bench.fanout';
