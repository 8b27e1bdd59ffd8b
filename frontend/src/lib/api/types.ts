/** Names for the shapes of the API, all taken from the generated description. */
import type { paths } from './schema.d.ts';

type Json<T> = T extends { content: { 'application/json': infer Body } } ? Body : never;
type Answers<Path extends keyof paths, Method extends keyof paths[Path]> =
	paths[Path][Method] extends { responses: infer Responses } ? Responses : never;
type Ok<Path extends keyof paths> = Json<Answers<Path, 'get'>[200 & keyof Answers<Path, 'get'>]>;
type Row<Page> = Page extends { results: (infer Item)[] } ? Item : never;
type Body<Path extends keyof paths, Method extends keyof paths[Path]> =
	paths[Path][Method] extends { requestBody?: infer Request } ? Json<Request> : never;

export type Session = Row<Ok<'/api/v1/sessions'>>;
export type SessionDetail = Ok<'/api/v1/sessions/{id}'>;
export type Activity = Row<Ok<'/api/v1/activities'>>;
export type ActivityDetail = Ok<'/api/v1/activities/{id}'>;
export type ActivityWrite = Body<'/api/v1/activities', 'post'>;
export type PublishStep = NonNullable<ActivityDetail['work']>['steps'][number];
export type Hint = Row<Ok<'/api/v1/activities/{id}/hints'>>;
export type Version = Row<Ok<'/api/v1/activities/{id}/versions'>>;
export type Beside = Ok<'/api/v1/activities/{id}/translations/{language}'>;
export type Outcome = Row<Json<Answers<'/api/v1/activities/archive', 'post'>[200]>>;
export type Translation = ActivityDetail['translation'];
export type News = Ok<'/api/v1/activities/changes'>;
export type Change = ActivityDetail['changes'][number];
export type ScheduleWrite = Body<'/api/v1/activities/{id}/schedules', 'post'>;
export type PhotoWrite = Body<'/api/v1/activities/{id}/photos/{photo}', 'put'>;
export type Schedule = ActivityDetail['schedules'][number];
export type ScheduledChange = Json<Answers<'/api/v1/schedules/{id}', 'patch'>[200]>['changes'][number];
export type Area = Row<Ok<'/api/v1/areas'>>;
export type AreaDetail = Ok<'/api/v1/areas/{code}'>;
export type Venue = Row<Ok<'/api/v1/venues'>>;
export type VenueDetail = Ok<'/api/v1/venues/{id}'>;
export type VenueBrief = Session['venue'];
export type Basemap = NonNullable<Ok<'/api/v1/basemap'>['basemap']>;
export type Category = Row<Ok<'/api/v1/categories'>>;
export type Organiser = Row<Ok<'/api/v1/organisers'>>;
export type Upload = Ok<'/api/v1/imports/{id}'>;
export type UploadOptions = Body<'/api/v1/imports/{id}/try', 'post'>;
export type ImportKind = Row<Ok<'/api/v1/imports/kinds'>>;
export type Me = Ok<'/api/v1/me'>;
export type Approval = Json<Answers<'/api/v1/approvals/read', 'post'>[200]>;
export type MyBooking = Row<Ok<'/api/v1/bookings'>>;
export type Booking = Omit<MyBooking, 'session'>;
export type BookWrite = Body<'/api/v1/bookings', 'post'>;
export type Friends = Row<Ok<'/api/v1/groups'>>;
export type Rules = Ok<'/api/v1/activities/{id}/rules'>;
export type Participants = Ok<'/api/v1/sessions/{id}/bookings'>;
export type Child = Row<Ok<'/api/v1/me/children'>>;
export type Notice = Row<Ok<'/api/v1/notifications'>>;
export type NoticeChoices = Ok<'/api/v1/me/notices'>;
export type NoticeWrite = Body<'/api/v1/me/notices', 'put'>;
export type OwnData = Ok<'/api/v1/me/data'>['results'];
export type Dealing = Row<Ok<'/api/v1/me/dealings'>>;
export type Municipality = Ok<'/api/v1/municipality'>;
export type Coverage = Ok<'/api/v1/coverage/areas'>;
export type CoverageRow = Coverage['results'][number];
export type Mode = Session['activity']['mode'];
export type SessionQuery = NonNullable<paths['/api/v1/sessions']['get']['parameters']['query']>;
export type FacetQuery = NonNullable<paths['/api/v1/sessions/facets']['get']['parameters']['query']>;
export type Facets = Ok<'/api/v1/sessions/facets'>;
export type Reading = Row<Ok<'/api/v1/sessions/words'>>;
type GeoOk<Path extends keyof paths> =
	Answers<Path, 'get'> extends { 200: { content: { 'application/geo+json': infer Collection } } }
		? Collection
		: never;
export type CoverageCollection = GeoOk<'/api/v1/coverage/areas'>;
export type Term = Row<Ok<'/api/v1/terms'>>;
export type Course = Term['courses'][number];
export type Application = Row<Ok<'/api/v1/applications'>>;
export type ApplyWrite = Body<'/api/v1/applications', 'post'>;
export type Draw = Ok<'/api/v1/terms/{id}/draw'>;
export type TermApplications = Ok<'/api/v1/terms/{id}/applications'>;
export type ApplicationRow = TermApplications['results'][number];
