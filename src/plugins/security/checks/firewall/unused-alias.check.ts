import { isUuid } from '../../../../core';
import { check, NotApplicable, references } from '../../../../core/audit';
import { aliases } from '../../facts/aliases.fact';

/** Aliases that outlived their rules. */
export const unusedAlias = check({
  id: 'firewall.unused-alias',
  area: 'firewall',
  title: 'Nothing uses an alias',
  question: 'Is every alias used by a rule, or by anything else?',
  severity: 'info',
  recommendation: 'Delete the alias, unless a program beside OPNsense reads its table.',
  references: references({ 'pci-dss': ['1.2.7'], bsi: ['NET.3.2.A2'], 'nist-800-41': ['5.5'], cis: ['12.3'] }),
  needs: { aliases },
  judge: ({ aliases: all }) => {
    if (all.length === 0) return new NotApplicable('There is no alias that somebody made.');
    return all
      .filter(({ used }) => !used)
      .map(({ uuid, name, type, enabled }) => ({
        key: uuid || name, subject: name, says: 'No rule, no other alias and no service names it.', evidence: { alias: uuid, type, enabled },
        ...(isUuid(uuid) ? { fix: { tool: 'opn_delete_alias', arguments: { uuid } } } : {}),
      }));
  },
});
