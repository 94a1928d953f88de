import { OperatorPolicy } from '../../../src/adapters/policy/operator-policy';

const tool = (effect: 'read' | 'probe' | 'write' | 'destroy', domain = 'firewall') => ({ name: 'opn_do_it', domain, effect });

describe('OperatorPolicy', () => {
  it('lets reads and probes pass always', () => {
    const policy = new OperatorPolicy({ writes: false, secrets: false });
    expect(policy.refuses(tool('read'))).toBeUndefined();
    expect(policy.refuses(tool('probe'))).toBeUndefined();
  });

  it.each(['write', 'destroy'] as const)('refuses %s by default and says how to allow it', effect => {
    const refusal = new OperatorPolicy({ writes: false, secrets: false }).refuses(tool(effect));
    expect(refusal?.reason).toContain('read-only');
    expect(refusal?.hint).toContain('OPNSENSE_ALLOW_WRITES=firewall');
  });

  it('allows the named domains only', () => {
    const policy = new OperatorPolicy({ writes: ['firewall', 'dns'], secrets: false });
    expect(policy.refuses(tool('write'))).toBeUndefined();
    expect(policy.refuses(tool('write', 'vpn'))?.hint).toContain('OPNSENSE_ALLOW_WRITES=firewall,dns,vpn');
    expect(policy.describe()).toBe('firewall,dns');
  });

  it('allows everything when told so, and secrets separately', () => {
    const policy = new OperatorPolicy({ writes: true, secrets: true });
    expect(policy.refuses(tool('destroy'))).toBeUndefined();
    expect(policy.refusesSecrets()).toBeUndefined();
    expect(new OperatorPolicy({ writes: true, secrets: false }).refusesSecrets()?.hint).toContain('OPNSENSE_ALLOW_SENSITIVE=true');
  });
});
