import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { plainHttp } from '../../../../../src/plugins/security/checks/haproxy/plain-http.check';
import { frontend, settings } from './settings';

checkTest(plainHttp, {
  fires: [
    { says: 'without TLS and redirect', values: frontend({ tls: false }), finds: ['one'] },
    { says: 'on 8080 with another redirect', values: frontend({ tls: false, binds: ['192.0.2.1:8080'], lines: 'location /new' }), finds: ['one'] },
  ],
  silent: [
    { says: 'with TLS, whatever its port', values: frontend({ binds: ['192.0.2.1:8080'] }) },
    { says: 'with a redirect to HTTPS', values: frontend({ tls: false, lines: 'scheme https code 301' }) },
    { says: 'with a redirect to an address', values: frontend({ tls: false, lines: 'http-request redirect location https://www.example.net/' }) },
    { says: 'for the firewall itself', values: frontend({ tls: false, binds: ['127.0.0.1:8080'] }) },
  ],
  notApplicable: [
    { says: 'where there is nothing of the kind', values: frontend({ http: false, tls: false }) },
    { says: 'where HAProxy is off', values: settings({ enabled: false }) },
  ],
});
