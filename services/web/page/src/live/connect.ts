// A file of its own, so that Socket.IO is loaded with the first page that is live.
export { connectLive } from '@rollcall/client';
