import { type Wire } from '../../src/adapters/opnsense-api';

const BODIES: Readonly<Record<number, string>> = {
  401: '{"status":401,"message":"Authentication Failed"}',
  403: '{"status":403,"message":"Forbidden"}',
  500: '{"errorMessage":"Unexpected error, check log for details"}',
};

/** A wire on which requests whose path matches are answered with that status, and the others by the firewall. */
export function failing(path: RegExp, status: 401 | 403 | 500): (firewall: Wire) => Wire {
  return firewall => ({
    send: async (request, options) =>
      path.test(request.path)
        ? { status, headers: { 'content-type': 'application/json; charset=UTF-8' }, body: BODIES[status] ?? '' }
        : firewall.send(request, options),
    close: () => firewall.close(),
  });
}

/** The same for the first such request only. */
export function failingOnce(path: RegExp, status: 401 | 403 | 500): (firewall: Wire) => Wire {
  return firewall => {
    const broken = failing(path, status)(firewall);
    let isBroken = true;
    return {
      send: (request, options) => {
        if (!isBroken || !path.test(request.path)) return firewall.send(request, options);
        isBroken = false;
        return broken.send(request, options);
      },
      close: () => firewall.close(),
    };
  };
}
