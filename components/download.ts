/** Gives bytes to the person as a file, exactly as they are. */
export function download(name: string, bytes: Uint8Array): void {
  downloadBlob(name, new Blob([bytes.slice()]));
}

export function downloadBlob(name: string, blob: Blob): void {
  // No type that the browser would show: a stranger's SVG must not open as a page of Laurel.
  const url = URL.createObjectURL(blob.slice(0, blob.size, 'application/octet-stream'));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken the bytes once the click's task is over.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
