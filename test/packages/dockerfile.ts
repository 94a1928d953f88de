import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { basename, isAbsolute, join } from 'node:path';

interface Stage {
  /** The stage's file system. */
  readonly root: string;
  workdir: string;
  user: string;
  readonly env: Record<string, string>;
  readonly volumes: string[];
  entrypoint: readonly string[];
}

/** Carries out a Dockerfile of few instructions without Docker: each stage is a folder below `into`, dependencies are those of the checkout, and what only root can do is left out. */
export function buildWithoutDocker(checkout: string, into: string): Stage {
  const stages = new Map<string, Stage>();
  let stage: Stage | undefined;
  for (const line of readFileSync(join(checkout, 'Dockerfile'), 'utf8').split('\n').filter(each => each !== '' && !each.startsWith('#'))) {
    const [, instruction = '', rest = ''] = /^([A-Z]+) (.+)$/.exec(line) ?? [];
    if (instruction === 'FROM') {
      const name = /^\S+ AS (\S+)$/.exec(rest)?.[1] ?? 'final';
      stage = { root: join(into, name), workdir: '/', user: 'root', env: {}, volumes: [], entrypoint: [] };
      stages.set(name, stage);
    } else carryOut(stage as Stage, instruction, rest, checkout, stages);
  }
  return stage as Stage;
}

function carryOut(stage: Stage, instruction: string, rest: string, checkout: string, stages: ReadonlyMap<string, Stage>): void {
  const at = (path: string): string => join(stage.root, isAbsolute(path) ? path : join(stage.workdir, path));
  switch (instruction) {
    case 'WORKDIR':
      stage.workdir = rest;
      mkdirSync(at('.'), { recursive: true });
      return;
    case 'COPY': {
      const [, from, files = ''] = /^(?:--from=(\S+) )?(.+)$/.exec(rest) ?? [];
      const sources = files.split(' ');
      const target = sources.pop() ?? '';
      for (const source of sources) {
        const origin = from === undefined ? join(checkout, source) : join(stages.get(from)?.root ?? '', source);
        if (from === undefined && !isSent(checkout, source)) throw new Error(`.dockerignore keeps ${source} back`);
        cpSync(origin, target.endsWith('/') ? join(at(target), basename(source)) : at(target), { recursive: true });
      }
      return;
    }
    case 'RUN':
      if (rest.startsWith('npm ci ')) symlinkSync(join(checkout, 'node_modules'), at('node_modules'));
      else if (rest.startsWith('node ')) execFileSync('sh', ['-c', rest], { cwd: at('.') });
      else if (/^mkdir (\S+) && chown node:node \1$/.test(rest)) mkdirSync(at(rest.split(' ')[1] ?? ''));
      else throw new Error(`RUN ${rest} is not carried out here`);
      return;
    case 'ENV':
      for (const pair of rest.split(' ')) stage.env[pair.split('=')[0] ?? ''] = pair.split('=')[1] ?? '';
      return;
    case 'VOLUME':
      stage.volumes.push(rest);
      return;
    case 'USER':
      stage.user = rest;
      return;
    case 'ENTRYPOINT':
      stage.entrypoint = JSON.parse(rest) as string[];
      return;
    default:
      throw new Error(`${instruction} is not known here`);
  }
}

/** True for a path that .dockerignore lets through: it keeps everything back and lists exceptions. */
function isSent(checkout: string, source: string): boolean {
  const [first, ...exceptions] = readFileSync(join(checkout, '.dockerignore'), 'utf8').trim().split('\n');
  return first === '*' && exceptions.includes(`!${source}`) && existsSync(join(checkout, source));
}
