import { ROLE_NAMES } from './roles';
import type { Role } from '@/workers/collaboration/contract';

/** The choice of what an invited person may do. */
export function RoleFields({ meanings, chosen }: { meanings: Readonly<Record<Role, string>>; chosen?: string }) {
  return (
    <fieldset>
      <legend className="mb-3 text-[0.9375rem] font-medium">Role</legend>
      <div className="overflow-hidden rounded-lg border border-line-strong">
        {(Object.keys(meanings) as Role[]).map((role) => (
          <label
            key={role}
            className="grid min-h-11 cursor-pointer grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-0.5 border-b border-line px-4 py-3 transition-colors last:border-b-0 hover:bg-sunken has-checked:bg-accent-soft"
          >
            <input
              type="radio"
              name="role"
              value={role}
              defaultChecked={role === (chosen ?? 'editor')}
              aria-labelledby={`role-${role}`}
              aria-describedby={`role-${role}-meaning`}
              className="mt-0.5 size-5 accent-accent"
            />
            <span id={`role-${role}`} className="font-medium">
              {ROLE_NAMES[role]}
            </span>
            <span id={`role-${role}-meaning`} className="col-start-2 text-sm text-muted">
              {meanings[role]}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
