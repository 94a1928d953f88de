import { BSI } from './bsi';
import { CIS } from './cis';
import { NIST_800_41 } from './nist-800-41';
import { PCI_DSS } from './pci-dss';

/** The standards that checks refer to, by the name that a caller gives them. */
export const FRAMEWORKS = { 'pci-dss': 'PCI DSS v4.0', bsi: 'BSI IT-Grundschutz', 'nist-800-41': 'NIST SP 800-41r1', cis: 'CIS Controls v8' } as const;

/** A standard that checks refer to. */
export type Framework = keyof typeof FRAMEWORKS;

/** A requirement that a check serves. */
export interface Reference {
  readonly framework: Framework;
  /** Its number, as the standard gives it. */
  readonly requirement: string;
  /** What it asks for. */
  readonly title: string;
}

/** Requirements by framework; only numbers that are known compile. */
interface Requirements {
  readonly 'pci-dss'?: readonly (keyof typeof PCI_DSS)[];
  readonly bsi?: readonly (keyof typeof BSI)[];
  readonly 'nist-800-41'?: readonly (keyof typeof NIST_800_41)[];
  readonly cis?: readonly (keyof typeof CIS)[];
}

const TITLES: Readonly<Record<Framework, Readonly<Record<string, string>>>> = { 'pci-dss': PCI_DSS, bsi: BSI, 'nist-800-41': NIST_800_41, cis: CIS };

/** The requirements of those numbers. */
export function references(requirements: Requirements): readonly Reference[] {
  return (Object.entries(requirements) as [Framework, readonly string[]][]).flatMap(([framework, numbers]) =>
    numbers.map(requirement => ({ framework, requirement, title: TITLES[framework][requirement] ?? '' })),
  );
}

/** A reference in one line: `PCI DSS v4.0 6.3.3`. */
export function referenceText({ framework, requirement }: Reference): string {
  return `${FRAMEWORKS[framework]} ${requirement}`;
}

/** References in one line for each standard: `PCI DSS v4.0 1.2.5, 1.2.7`. */
export function citations(cited: readonly Reference[]): string[] {
  return [...new Set(cited.map(({ framework }) => framework))].map(framework => `${FRAMEWORKS[framework]} ${cited.filter(each => each.framework === framework).map(({ requirement }) => requirement).join(', ')}`);
}
