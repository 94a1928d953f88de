import { compareReleases } from '../../../ports';
import { type ActionTable, type ApiCall, type Machine } from '../machine';
import { type Row } from '../model/search';

/** core/firmware: what is told of a package, a version, and the last job. */
export const firmwareTextActions: ActionTable = {
  'core/firmware/details': (call) => ({ json: told(call, 'details', name => `${name} is a package.`) }),
  'core/firmware/license': (call) => ({ json: told(call, 'license', name => `This package has a single license: BSD2CLAUSE (BSD 2-clause "Simplified" License), see ${name}.`) }),
  'core/firmware/changelog': (call, machine) => ({ json: changelog(call, machine) }),
  'core/firmware/log': ({ method, args: [clear = ''] }) => ({ json: method === 'POST' ? { status: 'ok', ...(['', '0'].includes(clear) ? { log: '***GOT REQUEST TO CHECK***\n***DONE***' } : {}) } : { status: 'failure' } }),
};

function told({ method, args: [name = ''] }: ApiCall, field: string, words: (name: string) => string): unknown {
  const plain = name.replace(/[^0-9a-zA-Z._-]/g, '');
  return method === 'POST' && plain !== '' ? { [field]: words(plain) } : [];
}

function changelog({ method, args: [asked = ''] }: ApiCall, machine: Machine): Row {
  const version = asked.replace(/[^0-9a-zA-Z.]/g, '');
  if (method !== 'POST' || version === '') return { status: 'failure' };
  const html = '<h1>release notes</h1>';
  return compareReleases(machine.release, '25.7') < 0 ? { status: 'ok', html } : { status: 'ok', version, html, date: 'November 11, 2026' };
}
