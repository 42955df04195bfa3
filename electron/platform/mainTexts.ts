/** The words that main itself shows, outside the window; the window's words are in renderer/i18n. */
export const mainTexts = {
  en: {
    file: 'File',
    edit: 'Edit',
    view: 'View',
    window: 'Window',
    close: 'Close window',
    quit: 'Quit Kantoor',
    undo: 'Undo',
    redo: 'Redo',
    cut: 'Cut',
    copy: 'Copy',
    paste: 'Paste',
    selectAll: 'Select all',
    reload: 'Reload',
    developerTools: 'Developer tools',
    actualSize: 'Actual size',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    fullScreen: 'Full screen',
    minimize: 'Minimise',
    hide: 'Hide Kantoor',
    hideOthers: 'Hide others',
    showAll: 'Show all',
    about: 'About Kantoor',
    exportDone: 'Export finished',
    exportFailed: 'Export stopped',
    exportDoneBody: (files: number) =>
      files === 1 ? '1 document was written.' : `${files} documents were written.`,
    exportFailedBody: 'Open Kantoor to see why and to continue.',
    busyMessage: 'A command line run is working in this profile.',
    busyDetail: 'Kantoor opens by itself as soon as it has finished.',
    doNotWait: 'Do not wait',
  },
  nl: {
    file: 'Bestand',
    edit: 'Bewerken',
    view: 'Beeld',
    window: 'Venster',
    close: 'Venster sluiten',
    quit: 'Kantoor afsluiten',
    undo: 'Ongedaan maken',
    redo: 'Opnieuw',
    cut: 'Knippen',
    copy: 'Kopiëren',
    paste: 'Plakken',
    selectAll: 'Alles selecteren',
    reload: 'Opnieuw laden',
    developerTools: 'Ontwikkelhulpmiddelen',
    actualSize: 'Ware grootte',
    zoomIn: 'Inzoomen',
    zoomOut: 'Uitzoomen',
    fullScreen: 'Volledig scherm',
    minimize: 'Minimaliseren',
    hide: 'Kantoor verbergen',
    hideOthers: 'Andere verbergen',
    showAll: 'Alles tonen',
    about: 'Over Kantoor',
    exportDone: 'Export gereed',
    exportFailed: 'Export gestopt',
    exportDoneBody: (files: number) =>
      files === 1 ? '1 document geschreven.' : `${files} documenten geschreven.`,
    exportFailedBody: 'Open Kantoor om te zien waarom en om verder te gaan.',
    busyMessage: 'Er loopt een opdracht van de opdrachtregel in dit profiel.',
    busyDetail: 'Kantoor opent vanzelf zodra die klaar is.',
    doNotWait: 'Niet wachten',
  },
};

export type MainLanguage = keyof typeof mainTexts;

/** Language of main's own words: the chosen one, else the system's, else English. */
export function chooseMainLanguage(chosen: 'system' | MainLanguage, systemLocale: string): MainLanguage {
  if (chosen !== 'system') return chosen;
  return systemLocale.toLowerCase().split('-')[0] === 'nl' ? 'nl' : 'en';
}
