import { createHash, createHmac, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export const standInKeys = {
  accessKeyId: 'stand-in',
  secretAccessKey: 'a secret of the stand-in',
  region: 'us-east-1',
};

/** As much of S3 as the store uses, in memory, refusing whatever is not signed by the keys (Signature Version 4). */
export async function startS3StandIn() {
  const objects = new Map<string, { bytes: Buffer; type: string }>();
  const uploads = new Map<string, { type: string; parts: Map<number, Buffer> }>();
  const requests: string[] = [];
  let answersWith: number | undefined;

  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://s3.test');
    const key = decodeURIComponent(url.pathname);
    const body = await readAll(request);
    requests.push(`${request.method} ${request.url}`);
    if (answersWith !== undefined) return refuse(response, answersWith, 'SlowDown');
    if (!isSigned(request, url, body)) return refuse(response, 403, 'SignatureDoesNotMatch');
    answer(request, response, url, key, body);
  });

  function answer(request: IncomingMessage, response: ServerResponse, url: URL, key: string, body: Buffer) {
    const query = url.searchParams;
    const uploadId = query.get('uploadId') ?? '';
    const type = request.headers['content-type'] ?? '';
    if (request.method === 'POST' && query.has('uploads')) {
      const id = randomUUID();
      uploads.set(id, { type, parts: new Map() });
      return sendXml(
        response,
        `<InitiateMultipartUploadResult><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`,
      );
    }
    if (request.method === 'PUT' && uploadId) {
      uploads.get(uploadId)?.parts.set(Number(query.get('partNumber')), body);
      return response.writeHead(200, { etag: `"${query.get('partNumber')}"` }).end();
    }
    if (request.method === 'POST' && uploadId) {
      const { parts = new Map<number, Buffer>(), type: told = '' } = uploads.get(uploadId) ?? {};
      const inOrder = [...parts].toSorted(([one], [other]) => one - other).map(([, part]) => part);
      objects.set(key, { bytes: Buffer.concat(inOrder), type: told });
      return sendXml(response, '<CompleteMultipartUploadResult><ETag>"x"</ETag></CompleteMultipartUploadResult>');
    }
    if (request.method === 'DELETE') {
      if (uploadId) uploads.delete(uploadId);
      else objects.delete(key);
      return response.writeHead(204).end();
    }
    if (request.method === 'PUT') {
      objects.set(key, { bytes: body, type });
      return response.writeHead(200, { etag: '"x"' }).end();
    }
    const found = objects.get(key);
    if (!found) return refuse(response, 404, 'NoSuchKey');
    const disposition = query.get('response-content-disposition');
    return response
      .writeHead(200, { 'content-type': found.type, ...(disposition && { 'content-disposition': disposition }) })
      .end(found.bytes);
  }

  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    objects,
    uploads,
    requests,
    /** Answers everything with this status from now on, undefined for what is right. */
    answerWith(status: number | undefined): void {
      answersWith = status;
    },
    close: () => new Promise((resolve) => server.close(resolve).closeAllConnections()),
  };
}

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

function sendXml(response: ServerResponse, xml: string) {
  return response.writeHead(200, { 'content-type': 'application/xml' }).end(`<?xml version="1.0"?>${xml}`);
}

function refuse(response: ServerResponse, status: number, code: string) {
  const xml = `<?xml version="1.0"?><Error><Code>${code}</Code><Message>no</Message></Error>`;
  response.writeHead(status, { 'content-type': 'application/xml' }).end(xml);
}

const encode = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
const sha256 = (content: string | Buffer) => createHash('sha256').update(content).digest('hex');
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();

/** Signature Version 4, by header or by query. */
function isSigned({ method = '', headers }: IncomingMessage, url: URL, body: Buffer): boolean {
  const query = url.searchParams;
  const authorization = headers.authorization ?? '';
  const byQuery = query.get('X-Amz-Signature');
  const part = (name: string) => new RegExp(`${name}=([^, ]+)`).exec(authorization)?.[1] ?? '';
  const signature = byQuery ?? part('Signature');
  const names = (query.get('X-Amz-SignedHeaders') ?? part('SignedHeaders')).split(';');
  const credential = query.get('X-Amz-Credential') ?? part('Credential');
  const [accessKeyId, ...scope] = credential.split('/');
  const time = query.get('X-Amz-Date') ?? String(headers['x-amz-date']);
  const isOver = byQuery !== null && Date.now() > readTime(time) + Number(query.get('X-Amz-Expires')) * 1000;
  const hash = byQuery === null ? String(headers['x-amz-content-sha256']) : 'UNSIGNED-PAYLOAD';
  const isOfBody = hash === 'UNSIGNED-PAYLOAD' || hash === sha256(body);
  const canonicalQuery = [...query]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .toSorted()
    .join('&');
  const canonicalHeaders = names.map((name) => `${name}:${String(headers[name]).trim()}\n`).join('');
  const canonical = [method, url.pathname, canonicalQuery, canonicalHeaders, names.join(';'), hash].join('\n');
  const toSign = ['AWS4-HMAC-SHA256', time, scope.join('/'), sha256(canonical)].join('\n');
  const key = scope.reduce<string | Buffer>((one, text) => hmac(one, text), `AWS4${standInKeys.secretAccessKey}`);
  return (
    accessKeyId === standInKeys.accessKeyId && isOfBody && !isOver && hmac(key, toSign).toString('hex') === signature
  );
}

function readTime(text: string): number {
  return Date.parse(text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
}
