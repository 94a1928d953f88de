/** Requirements of BSI IT-Grundschutz (Kompendium 2023) that checks refer to, by their German names. */
export const BSI = {
  'APP.3.6.A4': 'Sichere Grundkonfiguration eines DNS-Servers',
  'APP.3.6.A17': 'Einsatz von DNSSEC',
  'CON.3.A5': 'Regelmäßige Datensicherung',
  'CON.3.A14': 'Schutz von Datensicherungen',
  'NET.3.2.A2': 'Festlegen der Firewall-Regeln',
  'NET.3.2.A3': 'Einrichten geeigneter Filterregeln am Paketfilter',
  'NET.3.2.A4': 'Sichere Konfiguration der Firewall',
  'NET.3.2.A6': 'Schutz der Administrationsschnittstellen',
  'NET.3.2.A9': 'Protokollierung',
  'NET.3.2.A22': 'Sichere Zeitsynchronisation',
  'NET.3.2.A23': 'Systemüberwachung und -Auswertung',
  'NET.3.2.A24': 'Revision und Penetrationstests',
  'OPS.1.1.3.A15': 'Regelmäßige Aktualisierung von IT-Systemen und Software',
  'OPS.1.1.3.A16': 'Regelmäßige Suche nach Informationen zu Patches und Schwachstellen',
  'OPS.1.1.5.A3': 'Konfiguration der Protokollierung auf System- und Netzebene',
  'OPS.1.1.5.A6': 'Aufbau einer zentralen Protokollierungsinfrastruktur',
} as const;
