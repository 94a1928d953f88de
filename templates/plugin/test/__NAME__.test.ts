import { deepEqual, match } from 'node:assert/strict';
import { toolTest } from 'opnsense-mcp/testing';
import { __CLASS__Plugin } from '../src/index';
import { lesson } from '../src/lesson';

const fake = { lessons: [lesson] };

toolTest('opn_list___TOOL__', __CLASS__Plugin, {
  works: [
    {
      says: 'lists and filters',
      fake,
      given: async kit => {
        for (const name of ['left', 'right']) await kit.call('opn_add___TOOL___item', { name });
      },
      args: { search: 'right' },
      then: result => deepEqual(result.widgets.map((widget: { name: string; enabled: boolean }) => [widget.name, widget.enabled]), [['right', true]]),
    },
  ],
  refuses: [
    { says: 'a firewall without the package', code: 'OPN_NEEDS_PLUGIN' },
    { says: 'what the tool does not know', fake, args: { serch: 'x' }, code: 'OPN_INVALID_INPUT', text: /did you mean 'search'/ },
  ],
});

toolTest('opn_add___TOOL___item', __CLASS__Plugin, {
  works: [
    {
      says: 'saves the widget',
      fake,
      args: { name: 'left', description: 'The left one' },
      then: (result, kit) => {
        match(result.uuid, /^[0-9a-f-]{36}$/);
        match(kit.firewall.document.toXml(), /<name>left<\/name>\s*<description>The left one</);
      },
    },
  ],
  refuses: [
    { says: 'a name that the firewall does not take', fake, args: { name: 'Left One' }, code: 'OPN_REJECTED', text: /name/ },
    { says: 'anything while changes are off', fake, writes: false, args: { name: 'left' }, code: 'OPN_WRITES_OFF' },
  ],
});
