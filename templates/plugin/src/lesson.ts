import { teach } from 'opnsense-mcp/testing';

/** What the in-memory firewall has to know of os-__MODULE__: its model, and the controllers that serve it. */
export const lesson = teach({
  package: 'os-__MODULE__',
  models: [
    {
      name: 'OPNsense.__CLASS__.__CLASS__',
      mount: '//OPNsense/__MODULE__',
      lists: ['items.item'],
      fields: {
        'general.enabled': { type: 'Boolean', default: '0', required: true },
        'items.item.enabled': { type: 'Boolean', default: '1', required: true },
        'items.item.name': { type: 'Text', required: true, mask: '/^[a-z0-9-]{1,32}$/' },
        'items.item.description': { type: 'Description' },
      },
    },
  ],
  settings: { '__MODULE__/settings': { model: 'OPNsense.__CLASS__.__CLASS__', wrapper: '__MODULE__' } },
  items: { '__MODULE__/settings/item': { model: 'OPNsense.__CLASS__.__CLASS__', list: 'items.item', wrapper: 'item', sort: 'name' } },
  services: { __MODULE__: { enabled: 'OPNsense/__MODULE__/general/enabled' } },
});
