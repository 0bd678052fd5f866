// What is said to the browser about things that are dragged within the page.

/** Firefox drags nothing that carries no data; other programs get the names. */
export function carryNames(event: DragEvent, names: readonly string[], allowed: 'move' | 'copyMove'): void {
  if (!event.dataTransfer) return;
  event.dataTransfer.setData('text/plain', names.join('\n'));
  event.dataTransfer.effectAllowed = allowed;
}

/** Files are for the whole page to take. */
export function carriesFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false;
}
