import { changes } from '../ports';
import { type DescribedTool } from './registered-tool';
import { type DescribedPlugin } from './registry';

const HEADING = '# Which tool for which question';

/** Every tool by domain, in Markdown: what it is for, what it does to the firewall, and, of one that is not listed, why. */
export function toolGuide(plugins: readonly DescribedPlugin[], tools: readonly DescribedTool[], whyNot: (tool: string) => string | undefined): string {
  const parts = plugins.map(({ id, title, summary }) => {
    const own = tools.filter(({ domain }) => domain === id);
    return own.length === 0 ? '' : `\n## ${title}\n\n${summary}\n\n${own.map(tool => lineOf(tool, whyNot)).join('\n')}\n`;
  });
  return `${HEADING}\n\nTools that are not listed can be asked for: the line says by whom.\n${parts.join('')}`;
}

function lineOf({ facts: { name, description, effect, since } }: DescribedTool, whyNot: (tool: string) => string | undefined): string {
  const marks = [changes(effect) ? 'changes the firewall' : undefined, since === undefined ? undefined : `OPNsense ${since} or later`].filter(each => each !== undefined);
  const why = whyNot(name);
  return `- \`${name}\`${marks.length === 0 ? '' : ` (${marks.join('; ')})`}: ${description}${why === undefined ? '' : ` *Not listed: ${why}*`}`;
}
