import { useId } from 'preact/hooks';

interface PassphraseFieldProps {
  label: string;
  /** `new`: it will lock something; `current`: it opens what is locked. */
  use: 'new' | 'current';
  value: string;
  set: (passphrase: string) => void;
}

export function PassphraseField({ label, use, value, set }: PassphraseFieldProps) {
  const id = useId();
  return (
    <>
      <label for={id} class="small">
        {label}
      </label>
      <input
        id={id}
        type="password"
        autocomplete={`${use}-password`}
        value={value}
        onInput={(input) => set(input.currentTarget.value)}
      />
    </>
  );
}
