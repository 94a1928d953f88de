/** Forward secrecy and authenticated encryption, by the names of OpenSSL; those of TLS 1.3 have both. */
const STRONG = /^TLS_|^(?:(?:EC)?DHE|EECDH|EDH)[-+].*(?:GCM|CHACHA20|CCM)/;
/** Suites that are taken out or put last, and how the list is sorted. */
const ADDS_NOTHING = /^[!+@-]/;

/** Those of a cipher list that lack forward secrecy or authenticated encryption. */
export function weakSuites(list: readonly string[]): string[] {
  return list.filter(entry => !ADDS_NOTHING.test(entry) && !STRONG.test(entry));
}

/** What is wrong with those suites, in a sentence. */
export function weakSuitesSay(weak: readonly string[]): string {
  return `${weak.join(', ')} ${weak.length === 1 ? 'lacks' : 'lack'} forward secrecy or authenticated encryption.`;
}
