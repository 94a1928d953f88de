import { type ActionTable } from '../machine';

/** captiveportal/access: what a guest's browser asks; without a zone nobody is logged in. */
export const captivePortalAccessActions: ActionTable = {
  'captiveportal/access/status': ({ caller }) => ({ json: { clientState: 'NOT_AUTHORIZED', ipAddress: caller.address, authType: 'normal' } }),
};
