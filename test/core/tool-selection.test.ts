import { type ToolRegistry, ToolSelection, type WantedTools } from '../../src/core';
import { changes, type OpnError } from '../../src/ports';
import { builtInTools } from '../built-in';

let registry: ToolRegistry;
beforeAll(async () => {
  registry = await builtInTools();
});

const listed = (wanted: WantedTools): string[] => {
  const selection = ToolSelection.of(registry, wanted);
  return registry.tools().filter(tool => selection.includes(tool)).map(({ facts }) => facts.name);
};
const problem = (wanted: WantedTools): string => {
  try {
    ToolSelection.of(registry, wanted);
  } catch (error) {
    return (error as OpnError).describe();
  }
  throw new Error('it was accepted');
};

describe('ToolSelection', () => {
  it('takes the default sets when nothing is said: no opt-in tool, and something of every domain', () => {
    const names = listed({});
    expect(names).not.toContain('opn_add_kea_subnet');
    expect(names).toEqual(expect.arrayContaining(['opn_list_firewall_rules', 'opn_rollback_changes']));
    expect(new Set(names.map(name => registry.find(name)?.domain)).size).toBe(registry.plugins().length);
    expect(listed({ toolsets: ['default'] })).toEqual(names);
  });

  it('joins sets and single tools, and takes the excluded ones away at last', () => {
    const names = listed({ toolsets: ['dhcp', 'dns:read'], tools: ['opn_ping'], exclude: ['opn_list_kea_leases', 'opn_ping'] });
    expect(names).toEqual(expect.arrayContaining(['opn_add_kea_subnet', 'opn_list_dnsmasq_leases', 'opn_dns_stats']));
    for (const name of ['opn_list_kea_leases', 'opn_ping', 'opn_add_dns_override', 'opn_arp_table']) expect(names).not.toContain(name);
  });

  it('lists nothing but the single tools where only these are named', () => {
    expect(listed({ tools: ['opn_ping', 'opn_add_kea_subnet'] })).toEqual(['opn_add_kea_subnet', 'opn_ping']);
    expect(listed({ exclude: ['opn_ping'] })).toEqual(listed({}).filter(name => name !== 'opn_ping'));
  });

  it('knows every tool, and the reading ones', () => {
    expect(listed({ toolsets: ['all'] })).toHaveLength(registry.tools().length);
    const reading = listed({ toolsets: ['read-only'] }).map(name => registry.find(name)!.facts.effect);
    expect(reading.some(effect => changes(effect) || effect === 'settle')).toBe(false);
    expect(listed({ toolsets: ['read-only'] })).toEqual(listed({ toolsets: ['default:read'] }));
    expect(listed({ toolsets: ['all:read'] }).length).toBeGreaterThan(reading.length);
  });

  it('names every set and tool there is not, with the nearest there is', () => {
    const text = problem({ toolsets: ['fierwall', 'dns:write'], tools: ['opn_pong'], exclude: ['opn_lst_dnsbl'] });
    expect(text).toMatch(/^OPN_CONFIG: OPNSENSE_TOOLSETS names no set of this server: fierwall \(did you mean firewall\?\), dns:write/);
    expect(text).toMatch(/OPNSENSE_TOOLS names no tool of this server: opn_pong \(did you mean opn_ping\?\)/);
    expect(text).toMatch(/OPNSENSE_EXCLUDE_TOOLS .*opn_lst_dnsbl \(did you mean opn_list_dnsbl\?\)/);
  });

  it('says of a tool that is not listed which set has it', () => {
    const selection = ToolSelection.of(registry, { toolsets: ['dns'] });
    const of = (name: string): string | undefined => selection.refuses(registry.find(name)!)?.describe();
    expect(of('opn_dns_stats')).toBeUndefined();
    expect(of('opn_add_kea_subnet')).toMatch(/^OPN_TOOL_OFF: opn_add_kea_subnet is not .*\n.*in the set dhcp: .*OPNSENSE_TOOLSETS/);
    expect(of('opn_ping')).toMatch(/in the set default or diagnostics/);
  });
});
