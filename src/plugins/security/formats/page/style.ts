/** The page's style sheet: light and dark follow the reader's system, or `data-theme` on the root element; every contrast is at least 4.5:1. */
export const STYLE = `
:root { color-scheme: light dark; --page: light-dark(#ffffff, #15181c); --text: light-dark(#1b1f24, #e6e9ee); --soft: light-dark(#59616b, #a3acb8); --line: light-dark(#d5dae0, #363d47); --link: light-dark(#0b57b0, #86b7ff);
  --critical: light-dark(#7a0b2e, #ff8fab); --high: light-dark(#b3261e, #ff9d8a); --medium: light-dark(#8a5100, #ffc46b); --low: light-dark(#1d5f8a, #8fc9f0); --info: light-dark(#565d66, #b4bcc6); --on: light-dark(#ffffff, #15181c); }
:root[data-theme=light] { color-scheme: light; }
:root[data-theme=dark] { color-scheme: dark; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem 1rem 3rem; max-width: 60rem; font: 1rem/1.5 system-ui, sans-serif; background: var(--page); color: var(--text); overflow-wrap: anywhere; }
h1 { margin: 0; font-size: 1.6rem; } h2 { margin: 2.2rem 0 .6rem; font-size: 1.25rem; } h3 { margin: 1.6rem 0 .4rem; font-size: 1.05rem; }
p, ul { margin: .4rem 0; } ul { padding-left: 1.2rem; } li { margin: .5rem 0; }
a { color: var(--link); } code, pre { font: .85em/1.45 ui-monospace, monospace; } pre { margin: .4rem 0; white-space: pre-wrap; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.skip { position: absolute; left: -999rem; } .skip:focus { left: 1rem; top: .5rem; padding: .3rem .6rem; background: var(--page); }
.soft, figcaption, summary { color: var(--soft); }
figure { margin: 1rem 0; } svg { width: 100%; height: auto; font: 13px system-ui, sans-serif; } svg text { fill: var(--text); } svg a text { fill: var(--link); text-decoration: underline; } svg text.says { fill: var(--soft); }
svg text[class^=on-] { fill: var(--on); font-weight: 600; }
.key { display: inline-flex; align-items: center; gap: .35rem; margin-right: 1rem; } .key i { width: .8rem; height: .8rem; border-radius: 2px; }
.badge { display: inline-block; padding: 0 .5rem; border-radius: 4px; font-size: .85rem; font-weight: 600; color: var(--on); }
.critical { background: var(--critical); fill: var(--critical); } .high { background: var(--high); fill: var(--high); } .medium { background: var(--medium); fill: var(--medium); } .low { background: var(--low); fill: var(--low); } .info { background: var(--info); fill: var(--info); }
.wide { overflow-x: auto; } table { border-collapse: collapse; width: 100%; } th, td { padding: .3rem .6rem; border-bottom: 1px solid var(--line); text-align: right; } th:first-child, td:first-child { text-align: left; }
article { padding: .1rem 0 .6rem; border-bottom: 1px solid var(--line); }
@media print { details > * { display: block; } .skip { display: none; } }
`;
