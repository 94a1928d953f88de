import { type ActionTable } from '../machine';

/** core/hasync: making the settings of a pair run; they are saved as any model's. */
export const highAvailabilityActions: ActionTable = {
  'core/hasync/reconfigure': ({ method }) => ({ json: { status: method === 'POST' ? 'ok' : 'failed' } }),
};
