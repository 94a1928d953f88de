import { type ActionTable } from '../machine';
import { type ItemFamily, ItemCalls } from '../model/model-calls';

const TUNABLES: ItemFamily = { model: 'OPNsense.Core.Tunables', path: 'item', wrapper: 'sysctl' };

/** core/tunables: kernel settings. */
export const tunableActions: ActionTable = {
  // To change a default makes an item of it.
  'core/tunables/set_item': (call, machine) => {
    const [uuid = ''] = call.args;
    return { json: new ItemCalls(TUNABLES, call, machine).set(call.method === 'POST' && uuid.split('-').length !== 5 ? machine.uuid() : uuid) };
  },
  'core/tunables/reconfigure': ({ method }) => ({ json: { status: method === 'POST' ? 'ok' : 'failed' } }),
};
