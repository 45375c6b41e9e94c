import type { BrowserContext } from 'playwright-core';

const WATCHED_MS = 1_000;

/** What the camera of a browser sees, changed while it looks. */
export interface Wall {
  /** Puts a picture on the wall, or nothing; cameras see it within 0.1 s. */
  show(png: Buffer | undefined): void;
  /** Whether a camera has looked at it within the last second. */
  isWatched(): boolean;
  /** What pages have asked of the camera's light and lens, oldest first. */
  readonly adjustments: readonly MediaTrackConstraintSet[];
  /** Makes it what the cameras of a context see. */
  hangIn(context: BrowserContext): Promise<void>;
}

export interface WallOptions {
  /** Whether the camera says that it has a light. */
  hasTorch?: boolean;
  /** How far the camera says that it zooms; 1 for not at all. */
  maxZoom?: number;
}

/** A wall for `camera` of `open`, by a `getUserMedia` of ours whose stream is drawn. */
export function createWall({ hasTorch = false, maxZoom = 1 }: WallOptions = {}): Wall {
  let picture: string | null = null;
  let version = 0;
  let lookedAtMs = -WATCHED_MS;
  const adjustments: MediaTrackConstraintSet[] = [];
  return {
    show(png) {
      picture = png?.toString('base64') ?? null;
      version += 1;
    },
    isWatched: () => performance.now() - lookedAtMs < WATCHED_MS,
    adjustments,
    async hangIn(context) {
      await context.exposeBinding('__lookAtWall', (_source, seen: number) => {
        lookedAtMs = performance.now();
        return seen === version ? undefined : { version, picture };
      });
      await context.exposeBinding('__adjustCamera', (_source, wish: MediaTrackConstraintSet) => {
        adjustments.push(wish);
      });
      await context.addInitScript(replaceCamera, { hasTorch, maxZoom });
    },
  };
}

export function isWall(camera: unknown): camera is Wall {
  return typeof camera === 'object' && camera !== null && 'hangIn' in camera;
}

interface Bindings {
  __lookAtWall(seen: number): Promise<{ version: number; picture: string | null } | undefined>;
  __adjustCamera(wish: MediaTrackConstraintSet): Promise<void>;
}

function replaceCamera({ hasTorch, maxZoom }: Required<WallOptions>): void {
  const { __lookAtWall, __adjustCamera } = globalThis as unknown as Bindings;
  // Blank tabs, such as axe opens, have no camera to replace.
  if (!('MediaDevices' in globalThis)) return;
  const LOOK_MS = 66;
  const [width, height] = [1280, 720];

  MediaDevices.prototype.getUserMedia = async () => {
    const canvas = Object.assign(document.createElement('canvas'), { width, height });
    const pen = canvas.getContext('2d') as CanvasRenderingContext2D;
    const stream = canvas.captureStream();
    const [track] = stream.getVideoTracks() as [MediaStreamTrack];
    let seen = -1;
    let image: ImageBitmap | undefined;
    await draw();
    void keepDrawing();
    return addAbilities(stream, track);

    async function keepDrawing() {
      while (track.readyState === 'live') {
        await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
        await draw();
      }
    }

    async function draw() {
      const news = await __lookAtWall(seen);
      if (news) {
        seen = news.version;
        image = news.picture === null ? undefined : await decode(news.picture);
      }
      pen.fillStyle = '#777';
      pen.fillRect(0, 0, width, height);
      if (!image) return;
      const scale = Math.min(width / image.width, height / image.height);
      const [w, h] = [image.width * scale, image.height * scale];
      pen.drawImage(image, (width - w) / 2, (height - h) / 2, w, h);
    }
  };

  // Not by an address: the content security policy of the page would refuse that.
  function decode(base64: string): Promise<ImageBitmap> {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    return createImageBitmap(new Blob([bytes], { type: 'image/png' }));
  }

  function addAbilities(stream: MediaStream, track: MediaStreamTrack): MediaStream {
    const abilities = {
      ...track.getCapabilities(),
      facingMode: ['environment'],
      ...(hasTorch && { torch: true }),
      ...(maxZoom > 1 && { zoom: { min: 1, max: maxZoom, step: 0.1 } }),
    };
    track.getCapabilities = () => abilities;
    track.applyConstraints = async ({ advanced = [], ...plain } = {}) => {
      for (const wish of [plain, ...advanced]) if (Object.keys(wish).length > 0) await __adjustCamera(wish);
    };
    return stream;
  }
}
