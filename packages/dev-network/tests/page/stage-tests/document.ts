export function documentOf(title: string, body: string, head = ''): string {
  return `<!doctype html>
    <html lang="en">
      <head>
        <title>${title}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1">
        ${head}
      </head>
      <body><main><h1>${title}</h1>${body}</main></body>
    </html>`;
}
