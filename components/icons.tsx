// The few pictograms of Laurel's chrome, drawn on the 16 px grid in the colour of the text beside them.

const PATHS = {
  share: 'M8 1.5v8.5M4.8 4.5 8 1.5l3.2 3M3.5 7.5h-1v7h11v-7h-1',
  backpack: 'M5.5 4V3a2.5 2.5 0 0 1 5 0v1M3 7a3 3 0 0 1 3-3h4a3 3 0 0 1 3 3v7.5H3zM5.5 14v-4.5h5V14M6.5 7h3',
  add: 'M8 2.5v11M2.5 8h11',
  menu: 'M2.5 4h11M2.5 8h11M2.5 12h7',
  settings: 'M2 4.5h6M12 4.5h2M2 11.5h2M8 11.5h6M10 2.5v4M6 9.5v4',
  chevron: 'm4 6 4 4 4-4',
  check: 'm3 8.5 3.2 3.2L13 4.8',
  warning: 'M8 2 1.8 13.5h12.4zM8 6.5v3.2M8 11.7v.1',
  cross: 'm4 4 8 8M12 4l-8 8',
  question: 'M5.8 6a2.2 2.2 0 1 1 3.2 2c-.7.4-1 .8-1 1.6M8 12v.1',
  dash: 'M4 8h8',
  panel: 'M2 3h12v10H2zM10 3v10M4.5 6h3M4.5 8.5h3',
} as const;

export type IconName = keyof typeof PATHS;

/** Decoration only: what it means is always said in words too. */
export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg
      class="icon"
      viewBox="0 0 16 16"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      stroke-width="1.5"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
