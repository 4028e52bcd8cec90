export const GET = () => new Response(null, { status: 303, headers: { location: "/elsewhere" } });
