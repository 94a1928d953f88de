import { compareReleases } from '../../../ports';
import { type Revision } from '../history';
import { lineDifference } from '../line-difference';
import { type ActionTable, type ApiAnswer, type ApiCall, type Machine } from '../machine';
import { escapeHtml } from '../model/php';

const FOLDER = '/conf/backup';
const HERE = 'this';

/** core/backup: the history of the configuration. */
export const backupActions: ActionTable = {
  'core/backup/providers': () => ({ json: { items: { [HERE]: { description: 'This Firewall', dirname: FOLDER } } } }),
  'core/backup/backups': ({ args: [host] }, machine) => ({ json: { items: host === HERE ? machine.history.list().map(item) : [] } }),
  'core/backup/diff': ({ args: [host, newer = '', older = ''] }, machine) => ({ json: { items: host === HERE ? difference(machine, newer, older) : [] } }),
  'core/backup/download': ({ args: [host, id] }, machine) => download(host === HERE ? (id === undefined ? machine.history.newest() : machine.history.find(id)) : undefined, machine),
  'core/backup/revert_backup': revert,
  'core/backup/delete_backup': (call, machine) => {
    machine.refuseReadOnly(call);
    if (!mayChange(call, machine)) return { json: { status: 'failed' } };
    return { json: { status: machine.history.remove(call.args[0] ?? '') ? 'deleted' : 'not_found' } };
  },
};

function item({ id, time, description, username, document }: Revision): unknown {
  const timeIso = new Date(Math.floor(Number(time)) * 1000).toISOString().replace('.000Z', '+00:00');
  return { time, time_iso: timeIso, description, username, filesize: document.xmlBytes, id };
}

function difference(machine: Machine, newer: string, older: string): string[] {
  const [from, to] = [machine.history.find(older), machine.history.find(newer)];
  if (from === undefined || to === undefined) return [];
  const lines = lineDifference(from.document.toXml(), to.document.toXml());
  if (lines.length === 0) return [];
  const header = (mark: string, { id }: Revision): string => `${mark} ${FOLDER}/${id}\t${fileTime(id)} +0000`;
  return [header('---', from), header('+++', to), ...lines].map(escapeHtml);
}

function fileTime(id: string): string {
  const seconds = Number(/[\d.]+\d/.exec(id)?.[0] ?? 0);
  return `${new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ')}.000000000`;
}

function download(revision: Revision | undefined, machine: Machine): ApiAnswer {
  if (revision === undefined) return { type: 'text/html; charset=UTF-8', text: '' };
  const xml = revision.document.toXml();
  const host = `${machine.document.text('system/hostname')}.${machine.document.text('system/domain')}`;
  const file = encodeURIComponent(`config-${host}-${revision.id.slice('config-'.length)}`);
  return {
    type: 'application/octet-stream',
    text: xml,
    headers: { 'content-disposition': `attachment; filename=${file}`, 'content-length': String(Buffer.byteLength(xml)), pragma: 'no-cache', expires: '0' },
  };
}

function revert(call: ApiCall, machine: Machine): ApiAnswer {
  machine.refuseReadOnly(call);
  if (!mayChange(call, machine)) return { json: { status: 'failed' } };
  const revision = machine.history.find(call.args[0] ?? '');
  if (revision === undefined) return { json: { status: 'not_found' } };
  machine.replace(revision.document.clone());
  machine.save(call);
  return { json: { status: 'reverted' } };
}

// Up to 25.1 a GET changes the history, too.
function mayChange(call: ApiCall, machine: Machine): boolean {
  return call.method === 'POST' || compareReleases(machine.release, '25.7') < 0;
}
