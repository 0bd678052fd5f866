import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';

const SHOWN_MS = 8_000;

export interface ToastWords {
  text: string;
  action?: { label: string; act: () => void };
}
interface Toast extends ToastWords {
  id: number;
}

/** Short messages that go by themselves, but not while the pointer or the keyboard is on them. */
export function useToasts() {
  const [toasts, setToasts] = useState<Toast[]>([]);
  const ids = useRef(0);
  const show = useCallback((words: ToastWords) => {
    ids.current += 1;
    const toast = { ...words, id: ids.current };
    setToasts((others) => [...others.slice(-2), toast]);
  }, []);
  const dismiss = useCallback((id: number) => {
    setToasts((others) => others.filter((toast) => toast.id !== id));
  }, []);
  return { toasts, show, dismiss };
}

interface ToastsProps {
  toasts: readonly Toast[];
  dismiss: (id: number) => void;
}

export function Toasts({ toasts, dismiss }: ToastsProps) {
  const [held, setHeld] = useState(false);
  return (
    <section
      class="toasts"
      role="status"
      aria-label={i18n.t('backpack.toast.region')}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocusIn={() => setHeld(true)}
      onFocusOut={() => setHeld(false)}
    >
      {toasts.map((toast) => (
        <ToastLine key={toast.id} toast={toast} held={held} dismiss={dismiss} />
      ))}
    </section>
  );
}

function ToastLine({ toast, held, dismiss }: { toast: Toast; held: boolean; dismiss: (id: number) => void }) {
  useEffect(() => {
    if (held) return undefined;
    const timer = setTimeout(() => dismiss(toast.id), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [held, toast.id, dismiss]);
  const { action } = toast;
  return (
    <div class="toast">
      <span class="theirs">{toast.text}</span>
      {action && (
        <button
          type="button"
          onClick={() => {
            dismiss(toast.id);
            action.act();
          }}
        >
          {action.label}
        </button>
      )}
    </div>
  );
}
