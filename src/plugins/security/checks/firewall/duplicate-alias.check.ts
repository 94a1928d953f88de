import { check, NotApplicable, references } from '../../../../core/audit';
import { aliases } from '../../facts/aliases.fact';

/** Aliases of which one will be forgotten when the other is changed. */
export const duplicateAlias = check({
  id: 'firewall.duplicate-alias',
  area: 'firewall',
  title: 'Two aliases mean the same',
  question: 'Does every alias mean something else?',
  severity: 'info',
  recommendation: 'Keep one of them, put it into the rules that name the other, and delete that; or let one hold the other, so that only one place is kept up.',
  references: references({ 'pci-dss': ['1.2.7'], bsi: ['NET.3.2.A2'], 'nist-800-41': ['5.5'], cis: ['12.3'] }),
  needs: { aliases },
  judge: ({ aliases: all }) => {
    const on = all.filter(({ enabled }) => enabled);
    if (on.length < 2) return new NotApplicable('There are no two aliases.');
    const first = new Map<string, string>();
    return on.flatMap(({ uuid, name, type, meaning }) => {
      const same = first.get(meaning);
      if (same === undefined) first.set(meaning, name);
      return same === undefined ? [] : [{ key: uuid || name, subject: name, says: `It holds exactly what ${same} holds.`, evidence: { alias: uuid, type, same_as: same } }];
    });
  },
});
