import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const ROOT = join(__dirname, '../..');

/** A fenced block. */
export interface Block {
  readonly page: string;
  /** Where it begins, counted from 1. */
  readonly line: number;
  readonly language: string;
  readonly text: string;
}

/** A page of the documentation. */
export interface Page {
  /** As seen from the root of the repository. */
  readonly name: string;
  readonly text: string;
  readonly blocks: readonly Block[];
  /** The text outside of blocks. */
  readonly prose: string;
}

/** The README and everything in docs/, without decisions. */
export function pages(): readonly Page[] {
  const names = readdirSync(join(ROOT, 'docs')).filter(name => name.endsWith('.md')).sort();
  return ['README.md', ...names.map(name => `docs/${name}`)].map(read);
}

function read(name: string): Page {
  const text = readFileSync(join(ROOT, name), 'utf8');
  const blocks: Block[] = [];
  const prose = text.replace(/^( *)```(\w*)\n([^]*?)^ *```$/gm, (all, indent: string, language: string, body: string, at: number) => {
    const own = body.split('\n').map(line => line.slice(Math.min(indent.length, line.search(/\S|$/)))).join('\n');
    blocks.push({ page: name, line: text.slice(0, at).split('\n').length, language, text: own });
    return '\n'.repeat(all.split('\n').length - 1);
  });
  return { name, text, blocks, prose };
}

/** What stands in backquotes outside of blocks. */
export function codeIn({ prose }: Page): readonly string[] {
  return [...prose.matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code);
}

/** Links of a page that lead nowhere. */
export function deadLinks({ name, prose }: Page): readonly string[] {
  const targets = [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target).filter(target => !/^[a-z]+:/.test(target));
  return targets.filter(target => {
    const [file = '', anchor] = target.split('#');
    const path = file === '' ? name : relative(ROOT, join(ROOT, dirname(name), file));
    try {
      return anchor !== undefined && !anchorsOf(readFileSync(join(ROOT, path), 'utf8')).has(anchor);
    } catch (problem) {
      return (problem as NodeJS.ErrnoException).code !== 'EISDIR';
    }
  });
}

/** As GitHub makes them of headings. */
function anchorsOf(text: string): ReadonlySet<string> {
  const headings = [...text.replace(/^ *```[^]*?^ *```$/gm, '').matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => heading.toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, '').trim().replaceAll(' ', '-'));
  return new Set(headings);
}
