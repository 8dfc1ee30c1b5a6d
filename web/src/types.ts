// What the server says, as src/serve/openapi.json has it.

export interface Limits {
  memory_bytes?: number;
  wall_time_ms?: number;
  cpu_time_ms?: number;
  output_bytes?: number;
  file_bytes?: number;
  host_calls?: number;
}

export interface Column {
  name: string;
  type: string;
}

export interface Table {
  name: string;
  columns: Column[];
}

export interface Database {
  name: string;
  tables: Table[];
}

export interface Info {
  version: string;
  image: string;
  python: string;
  principal: string;
  databases: Database[];
  functions: string;
  limits: Limits;
  limits_max: Limits;
  description: string;
}

export interface HostCall {
  function: string;
  arguments: Record<string, unknown>;
}

export interface Session {
  name: string;
  id: string;
  created: string;
  used: string;
  turn: number;
  bytes: number;
  parked: HostCall | null;
  running: boolean;
  limits: Limits;
}

export interface Turn {
  number: number;
  kind: 'start' | 'code' | 'write_file' | 'remove_file' | 'fork' | 'restore';
  text: string;
  status: string;
  at: string;
  bytes: number;
}

export interface FileEntry {
  path: string;
  bytes: number;
  is_folder: boolean;
}

export interface Binary {
  $base64: string;
}

// MIME types to text or bytes.
export type Bundle = Record<string, string | Binary>;

export interface Artifact {
  path: string;
  bytes: number;
  data_base64: string;
}

export interface Failure {
  type: string;
  message: string;
  traceback: string;
  line: number;
  hint: string;
}

export interface Usage {
  wall_ms: number;
  cpu_ms: number;
  fuel: number;
  memory_bytes_peak: number;
  output_bytes: number;
  host_calls: number;
}

export type Status = 'ok' | 'exception' | 'limit' | 'trap' | 'cancelled' | 'refused' | 'parked';

export interface Outcome {
  status: Status;
  limit: 'none' | 'wall_time' | 'cpu_time' | 'fuel' | 'memory' | 'host_calls';
  exit_code: number;
  stdout: string;
  stderr: string;
  stdout_bytes_cut: number;
  stderr_bytes_cut: number;
  value_repr: string | null;
  value?: unknown;
  displays: Bundle[];
  displays_dropped: number;
  artifacts: Artifact[];
  artifacts_dropped: number;
  failure: Failure | null;
  parked: HostCall | null;
  usage: Usage;
  sandbox_alive: boolean;
  rolled_back: boolean;
  undone: string;
}

export interface OutputChunk {
  stream: 'stdout' | 'stderr';
  text: string;
}
