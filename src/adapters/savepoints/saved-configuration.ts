import { OpnError } from '../../ports';
import { parseXml, type XmlElement } from '../xml';

const NOTE = 'revision';
const NOTE_TEXT = /<revision>[\s\S]*?<\/revision>/;

/** A saved configuration, without the note of who saved it when. */
export class SavedConfiguration {
  private readonly text: string;
  private parsed: XmlElement | undefined;

  /** Throws OPN_BAD_ANSWER unless it looks like the whole of an OPNsense configuration. */
  constructor(private readonly source: string) {
    if (!/<opnsense[\s>]/.test(source) || !source.trimEnd().endsWith('</opnsense>')) throw new OpnError('OPN_BAD_ANSWER', 'The history gave no OPNsense configuration.');
    this.text = source.replace(NOTE_TEXT, '');
  }

  /** Throws OPN_BAD_ANSWER when it is not well-formed after all. */
  get root(): XmlElement {
    if (this.parsed !== undefined) return this.parsed;
    const root = parseXml(this.source);
    this.parsed = { ...root, children: root.children.filter(child => child.name !== NOTE) };
    return this.parsed;
  }

  /** True when both are the same text, which is found out without reading either; when they are not, they may still say the same. */
  hasTextOf(other: SavedConfiguration): boolean {
    return this.text === other.text;
  }
}
