export { type Frames, frames } from '../../../src/browser/frames.ts';
export { takePicture as shot } from '../../../src/browser/picture.ts';
export { barriers, expectAccessible } from './accessible.ts';
export { expectQuiet, troublesOf } from './quiet.ts';
