import { compareReleases, type Release } from '../../ports';
import { type WireAnswer, type WireRequest } from '../opnsense-api';

const REASONS: Readonly<Record<number, string>> = {
  403: 'Forbidden',
  404: 'Not Found',
  411: 'Length Required',
  413: 'Payload Too Large',
  431: 'Request Header Fields Too Large',
};

/** What the firewall's web server refuses by itself, before any page or API is asked. */
export function refusedByServer(request: WireRequest, release: Release): WireAnswer | undefined {
  const length = request.headers['content-length'];
  if (headerBytes(request) > headerLimit(release)) return htmlError(431);
  if (request.method === 'POST' && length === undefined && request.headers['transfer-encoding'] === undefined) return htmlError(411);
  if (Number(length ?? 0) > bodyLimit(release)) return htmlError(413);
  const path = request.path.split('?', 1)[0] ?? '';
  const resolved = new URL(path, 'https://fw.example.net').pathname;
  if (!resolved.startsWith('/api/')) return htmlError(404);
  return resolved === '/api/' ? htmlError(403) : undefined;
}

function headerBytes(request: WireRequest): number {
  return Object.entries(request.headers).reduce((sum, [name, value]) => sum + name.length + value.length + 4, request.path.length);
}

function headerLimit(release: Release): number {
  return compareReleases(release, '25.1') < 0 ? 8192 : 16_384;
}

function bodyLimit(release: Release): number {
  return (compareReleases(release, '26.7') < 0 ? 2_097_152 : 209_715) * 1024;
}

function htmlError(status: number): WireAnswer {
  const title = `${String(status)} ${REASONS[status] ?? ''}`;
  const body = `<!DOCTYPE html>\n<html lang="en">\n<head><title>${title}</title></head>\n<body><h1>${title}</h1></body>\n</html>\n`;
  return { status, headers: { 'content-type': 'text/html' }, body };
}
