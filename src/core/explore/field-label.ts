import * as l10n from '@vscode/l10n';

/**
 * What a field of an image is called where it is shown. What only one tool knows is called as that tool calls it.
 * @param label As `imageFacts` and comparisons name it.
 */
export function fieldLabel(label: string): string {
  switch (label) {
    case 'Prompt':
      return l10n.t('Prompt');
    case 'Negative prompt':
      return l10n.t('Negative prompt');
    case 'Model':
      return l10n.t('Model');
    case 'Sampler':
      return l10n.t('Sampler');
    case 'Scheduler':
      return l10n.t('Scheduler');
    case 'Steps':
      return l10n.t('Steps');
    case 'Guidance':
      return l10n.t('Guidance');
    case 'Seed':
      return l10n.t('Seed');
    case 'Size':
      return l10n.t('Size');
    case 'LoRAs':
      return l10n.t('LoRAs');
    case 'Tool':
      return l10n.t('Tool');
    case 'Date':
      return l10n.t('Date');
    case 'Author':
      return l10n.t('Author');
    case 'Licence':
      return l10n.t('Licence');
    case 'File':
      return l10n.t('File');
    case 'Source':
      return l10n.t('Source');
    case 'Concept':
      return l10n.t('Concept');
    case 'Cluster':
      return l10n.t('Cluster');
    case 'Tags':
      return l10n.t('Tags');
    case 'Rating':
      return l10n.t('Rating');
    default:
      return label;
  }
}
