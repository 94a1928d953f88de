import { type WireRequest } from '../opnsense-api';

type Fields = Record<string, unknown>;

/** What PHP would have in $_POST: fields of a JSON or form body, nothing for other types; undefined when a JSON type comes without a body. */
export function fieldsOf(request: WireRequest): Readonly<Fields> | undefined {
  const body = request.body ?? '';
  const type = (request.headers['content-type'] ?? '').replaceAll(' ', '').toLowerCase();
  if (type === 'application/json' || type === 'application/json;charset=utf-8') {
    // PHP's empty() takes "0" for nothing, too.
    return body === '' || body === '0' ? undefined : jsonFields(body);
  }
  return type.startsWith('application/x-www-form-urlencoded') && request.method === 'POST' ? formFields(body) : {};
}

/** The parameters of a query string as PHP reads them; of repeated ones the last. */
export function queryOf(path: string): Readonly<Record<string, string>> {
  const start = path.indexOf('?');
  return start === -1 ? {} : Object.fromEntries(new URLSearchParams(path.slice(start + 1)));
}

function jsonFields(body: string): Fields {
  try {
    const value = JSON.parse(body) as unknown;
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

// a[b]=x nests, a[]=x appends, as in PHP.
function formFields(body: string): Fields {
  const fields: Fields = Object.create(null) as Fields;
  for (const [name, value] of new URLSearchParams(body)) {
    const bracket = name.indexOf('[');
    const keys = bracket <= 0 ? [name] : [name.slice(0, bracket), ...[...name.slice(bracket).matchAll(/\[([^\]]*)\]/g)].map(match => match[1] ?? '')];
    put(fields, keys, value);
  }
  return { ...fields };
}

function put(fields: Fields, [first = '', ...rest]: readonly string[], value: string): void {
  const key = first === '' ? String(Object.keys(fields).length) : first;
  if (rest.length === 0) {
    fields[key] = value;
    return;
  }
  const inner = typeof fields[key] === 'object' && fields[key] !== null ? (fields[key] as Fields) : (Object.create(null) as Fields);
  fields[key] = inner;
  put(inner, rest, value);
}
