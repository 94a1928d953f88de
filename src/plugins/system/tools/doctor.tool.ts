import { IsIn, IsInt, IsString } from 'class-validator';
import { inject } from 'tsyringe';
import { ListOf, Optional, present, type ReadTool, Tool } from '../../../core';
import { Call, Doctor, type Finding } from '../../../ports';

/** Nothing to say. */
export class DoctorInput {}

/** One link of the chain. */
export class ExaminedLink {
  @IsString() link!: string;
  @IsIn(['ok', 'warning', 'failed', 'skipped']) status!: Finding['status'];
  @IsString() says!: string;
  @Optional() @IsString() fix?: string;
}

/** The chain, link by link. */
export class DoctorOutput {
  @IsInt() failed!: number;
  @IsInt() warnings!: number;
  @ListOf(() => ExaminedLink) links!: ExaminedLink[];
}

/** `opn_doctor` */
@Tool({
  name: 'opn_doctor',
  title: 'Examine the connection',
  description:
    'Use this when tools fail or before trusting a new set-up: examines name, TLS, key, privileges per toolset, release, clock, plugins, history and rollback protection, each problem with its fix.',
  effect: 'read',
  fansOut: true,
  optIn: true,
  input: DoctorInput,
  output: DoctorOutput,
  uses: [],
})
export class DoctorTool implements ReadTool<DoctorInput, DoctorOutput> {
  constructor(
    @inject(Doctor) private readonly doctor: Doctor,
    @inject(Call) private readonly call: Call,
  ) {}

  async run(): Promise<DoctorOutput> {
    const findings = await this.doctor.examine({ signal: this.call.signal });
    const count = (status: Finding['status']): number => findings.filter(finding => finding.status === status).length;
    return { failed: count('failed'), warnings: count('warning'), links: findings.map(finding => present<ExaminedLink>({ ...finding, fix: finding.fix })) };
  }
}
