import { RELEASES } from '../../ports';

/** What `--help` prints. */
export const HELP = `opnsense-mcp: an MCP server for OPNsense firewalls

  opnsense-mcp                       serve MCP on stdin and stdout, for the firewall that the environment names, or those of the
                                     configuration file
  opnsense-mcp --fake[=RELEASE]      the same on an in-memory firewall (${RELEASES.join(', ')})
  opnsense-mcp call TOOL [JSON]      run one tool and print its result, or the document that it makes;
                                     - reads the JSON from stdin; takes --fake too
  opnsense-mcp tools [--json]        print the tools: name, domain, effect, first release
  opnsense-mcp plugins [--json]      print the plugins that are installed: loaded, refused and why, or how to enable them
  opnsense-mcp setup [--name=NAME] [--url=URL] [--key-file=FILE | --secret-command=COMMAND [--api-key=KEY]]
                     [--pin=FINGERPRINT | --ca-file=FILE] [--toolsets=NAMES] [--writes=DOMAINS] [--store=config|key-file|keychain]
                     [--host=NAMES] [--project] [--default] [--replace] [--yes] [--dry-run] [--print]
                                     set a firewall up: trust its certificate, test the key, store both in the configuration file,
                                     and let hosts (claude-code, claude-desktop, cursor, vscode, gemini-cli, zed, codex, windsurf)
                                     start this server; asks for what is not given (docs/setup.md)
  opnsense-mcp doctor [--json]       examine the chain from the configuration to the firewall, link by link, and say what to do;
                                     exits with 0, 1 (warnings) or 2 (something does not work); takes --fake too
  opnsense-mcp privileges [--toolset=NAME,…] [--read-only] [--release=RELEASE] [--json | --table]
                                     print the OPNsense privileges that the API user needs, no more and no fewer;
                                     --table prints those of every toolset and release
  opnsense-mcp create-plugin NAME    write a plugin package that builds and passes its tests (docs/plugins.md)
  opnsense-mcp quality PLUGIN [--at-least=TIER] [--json]
                                     judge a plugin by the quality scale (bronze, silver, gold) and say what it lacks;
                                     exits with 1 below TIER (docs/plugins.md)
  opnsense-mcp fake [--release=RELEASE] [--port=N] [--key=KEY:SECRET[:USER]]… [--packages=os-…,…] [--hosts=N] [--rules=N]
                    [--client=ADDRESS] [--control]
                                     serve the in-memory firewall over HTTPS on this machine, for any client of the API;
                                     prints one JSON line: url, key, secret, fingerprint, release; --client is where the
                                     firewall sees its clients, --control takes orders on stdin (docs/fake.md)
  --config=FILE                      with --fake and fake: start from this OPNsense configuration instead of the sample;
                                     release and packages are guessed from the file unless they are given, and fake
                                     accepts the keys of --key only, or one that it makes for root
  opnsense-mcp --help | --version

Environment
  OPNSENSE_URL               https://firewall.example.com or https://192.0.2.1:8443
  OPNSENSE_API_KEY           key and secret of an API user (System: Access: Users),
  OPNSENSE_API_SECRET        or instead of both:
  OPNSENSE_API_KEY_FILE      the apikey.txt that OPNsense hands out
  OPNSENSE_CA_FILE           PEM file of the CA that signed the firewall's certificate
  OPNSENSE_TLS_FINGERPRINT   SHA-256 fingerprint of the firewall's certificate, instead of a CA
  OPNSENSE_VERIFY_SSL        false to trust any certificate (default true)
  OPNSENSE_ALLOW_HTTP        true to allow an http URL, on this machine only
  OPNSENSE_TIMEOUT_MS        how long one request may take (default 30000)
  OPNSENSE_ALLOW_WRITES      false (default), true, or the domains that may be changed, with commas between them: firewall
  OPNSENSE_ASK_BEFORE        which changes a person approves first: lockout (default: what may cut the way in), destroy, change
  OPNSENSE_TOOLSETS          which tools are listed: default, all, read-only, domains; domain:read for its reading tools (default default)
  OPNSENSE_TOOLS             single tools beside these; alone, nothing but these
  OPNSENSE_EXCLUDE_TOOLS     single tools that are not listed whatever set they are in
  OPNSENSE_CONFIRM_SECONDS   how long a change waits for its confirmation, 30 to 600 (default 60)
  OPNSENSE_STATE_DIR         where the record of changes and audits is kept (default ~/.local/state/opnsense-mcp)
  OPNSENSE_ACCEPTED_FINDINGS JSON file with the audit's findings that you accept, and why (docs/audit.md)
  OPNSENSE_SECRETS_DIR       folder for files with secrets that no model is to read: configurations of VPN peers
  OPNSENSE_ALLOW_SENSITIVE   true to let include_sensitive show secrets (default false)
  OPNSENSE_PLUGINS           plugins to load, packages or paths with commas between them: opnsense-mcp-plugin-tailscale
  OPNSENSE_CONFIG            JSON file with several firewalls, plugins and their options (docs/firewalls.md;
                             default ~/.config/opnsense-mcp/config.json)
  OPNSENSE_FIREWALL          which of its firewalls to serve, with commas between them (default all of them)
  OPNSENSE_LOG_LEVEL         debug, info, notice, warning or error, to stderr (default info)
`;
