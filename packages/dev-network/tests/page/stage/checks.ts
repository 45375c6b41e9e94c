export { takePicture as shot } from '../../../src/browser/picture.ts';
export { barriers, expectAccessible } from './accessible.ts';
export { type Frames, frames } from './frames.ts';
export { expectQuiet, troublesOf } from './quiet.ts';
